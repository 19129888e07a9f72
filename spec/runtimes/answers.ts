// What both the server and the cases must know.

/** What an accepted request is answered with. */
export const DELIVERY = {
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
};

/** The ID under which each answer goes. */
export const REQUEST_ID = '8d9a2f60-5d2f-4b8e-9d3c-0c5f0a7c1e11';
