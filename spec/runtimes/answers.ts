// What both the server and the cases must know.

/** What an accepted request is answered with. */
export const DELIVERY = {
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
};

/** The ID of each answer: the first of a pool of `./testing`. */
export const REQUEST_ID = '00000000-0000-4000-8000-000000000001';
